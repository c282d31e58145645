/** What the API answered the test at hand: `GET /roles/{id}: 404`. */
export const answersSeen = new Set<string>()

export function recordAnswer(operation: string, status: number): void {
  answersSeen.add(`${operation}: ${status}`)
}
