import { createRoot } from 'react-dom/client'

const root = document.getElementById('root')
// The same mark as the library's first title: what is measured is the paint of text by React.
if (root !== null) createRoot(root).render(<p {...{ elementtiming: 'recording' }}>A trivial page</p>)
