import { DomainError } from '@/lib/errors'

interface Download {
  fileName: string
  contentType: string
}

/** Each part is read when the client has taken the one before. 429 if `open` finds that there were too many downloads. */
export async function downloadResponse(
  { fileName, contentType }: Download,
  open: () => Promise<AsyncGenerator<string, void>>,
): Promise<Response> {
  try {
    const headers = {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    }
    return new Response(streamOf(await open()), { headers })
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'too_many') throw error
    const headers = { 'retry-after': String(error.retryAfter ?? 60), 'cache-control': 'no-store' }
    return new Response(error.message, { status: 429, headers })
  }
}

function streamOf(parts: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = await parts.next()
      if (part.done === true) controller.close()
      else controller.enqueue(encoder.encode(part.value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}
