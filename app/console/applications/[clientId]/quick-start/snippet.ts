export interface Snippet {
  /** A file’s name, or what the code does. */
  title: string
  code: string
}

/** The command that starts an application where people return to. */
export function startedAt(command: string, redirectUri: string): string {
  const { port } = new URL(redirectUri)
  return port === '' ? command : `${command} --port ${port}`
}
