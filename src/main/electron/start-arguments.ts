import { app } from 'electron'
import { z } from 'zod'

/** Links that start Roomreel: roomreel://add?… */
const LINK_SCHEME = 'roomreel'

/** The order of the words is lost on Chromium's own way ("--name value" is torn apart), so they travel as data too. */
const startArguments = z.object({ argv: z.array(z.string()) })

/** True: this process is the one of its user data folder. False: the running one has been told the arguments. */
export const takeInstanceLock = (): boolean => app.requestSingleInstanceLock({ argv: process.argv })

/** Hears the arguments of every later start, as they were given. Nothing secret is among them: others can read them. */
export function onSecondInstance(listener: (argv: string[]) => void): void {
  app.on('second-instance', (_event, argv, _directory, data) => {
    const sent = startArguments.safeParse(data)
    listener(sent.success ? sent.data.argv : argv)
  })
}

/** Hears links that are opened with Roomreel on macOS; before 'ready', or the one that starts it is missed. */
export function onOpenUrl(listener: (url: string) => void): void {
  app.on('open-url', (event, url) => {
    event.preventDefault()
    listener(url)
  })
}

/** Makes Roomreel the program for its links; while developing it would be Electron that is registered. */
export function registerLinks(): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
}
