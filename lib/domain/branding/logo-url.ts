/** Where a logo is served; relative, since each tenant serves its own. */
export function logoUrl(logoId: string | null): string | undefined {
  return logoId === null ? undefined : `/logos/${logoId}`
}
