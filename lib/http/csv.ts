/** Spreadsheets run cells that begin with these as formulas; after an apostrophe they stay text. */
const formula = /^[=+\-@\t\r\n]/

export function csvRow(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: string): string {
  const text = formula.test(value) ? `'${value}` : value
  return /[",\r\n\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/** Each batch is read when the client has taken the one before. */
export function csvResponse(fileName: string, batches: AsyncGenerator<string, void>): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const batch = await batches.next()
      if (batch.done === true) controller.close()
      else controller.enqueue(encoder.encode(batch.value))
    },
    async cancel() {
      await batches.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    },
  })
}
