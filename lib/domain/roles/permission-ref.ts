/** A permission of one of the tenant’s APIs; names repeat from API to API. */
export interface PermissionRef {
  apiId: string
  name: string
}

/** For sets and maps. */
export function refKey({ apiId, name }: PermissionRef): string {
  return `${apiId} ${name}`
}
