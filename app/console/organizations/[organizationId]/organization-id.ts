export interface OrganizationParams {
  params: Promise<{ organizationId: string }>
}

/** From the path of the page. PostgreSQL rejects text with NUL. */
export async function organizationIdOf({ params }: OrganizationParams): Promise<string> {
  return decodedSegment((await params).organizationId)
}

function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll('\0', '')
  } catch {
    return segment
  }
}
