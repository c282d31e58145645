export const apisPath = '/console/apis'

export function apiPath(apiId: string): string {
  return `${apisPath}/${encodeURIComponent(apiId)}`
}

export function permissionPath(apiId: string, name: string): string {
  return `${apiPath(apiId)}/permissions/${encodeURIComponent(name)}`
}
