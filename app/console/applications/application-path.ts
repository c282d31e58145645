export function applicationPath(clientId: string): string {
  return `/console/applications/${clientId}`
}
