/** Roles of Electron's menus with the names that it gives them, as on Linux; in lower case, as it compares them. */
export const ROLE_LABELS: ReadonlyMap<string, string> = new Map([
  ...named('About Services Hide Unhide Quit Undo Redo Cut Copy Paste Delete Reload Minimize Close Help Window Zoom'),
  ['pasteandmatchstyle', 'Paste and Match Style'],
  ['selectall', 'Select All'],
  ['forcereload', 'Force Reload'],
  ['toggledevtools', 'Toggle Developer Tools'],
  ['togglefullscreen', 'Toggle Full Screen'],
  ['togglespellchecker', 'Check Spelling While Typing'],
  ['resetzoom', 'Actual Size'],
  ['zoomin', 'Zoom In'],
  ['zoomout', 'Zoom Out'],
  ['hideothers', 'Hide Others'],
  ['front', 'Bring All to Front'],
  ['startspeaking', 'Start Speaking'],
  ['stopspeaking', 'Stop Speaking'],
  ['appmenu', 'App'],
  ['filemenu', 'File'],
  ['editmenu', 'Edit'],
  ['viewmenu', 'View'],
  ['windowmenu', 'Window'],
])

/** What the roles that are whole menus hold. */
export const ROLE_MENUS: ReadonlyMap<string, readonly string[]> = new Map([
  ['appmenu', ['about', 'services', 'hide', 'hideOthers', 'unhide', 'quit']],
  ['filemenu', ['quit']],
  ['editmenu', ['undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectAll']],
  ['viewmenu', ['reload', 'forceReload', 'toggleDevTools', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen']],
  ['windowmenu', ['minimize', 'zoom', 'close']],
])

function named(words: string): [string, string][] {
  return words.split(' ').map((word) => [word.toLowerCase(), word])
}
