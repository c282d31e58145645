/** The statuses that the API answered in the current test: `GET /roles/{id}: 404`. */
export const seenStatuses = new Set<string>()

export function recordStatus(operation: string, status: number): void {
  seenStatuses.add(`${operation}: ${status}`)
}
