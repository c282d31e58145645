export function callbackPath(connectionId: string, query: Record<string, string>): string {
  return `/login/callback/${encodeURIComponent(connectionId)}?${new URLSearchParams(query).toString()}`
}
