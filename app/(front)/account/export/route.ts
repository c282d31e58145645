import { exportAccount } from '@/lib/domain/users/export-account'
import { DomainError } from '@/lib/errors'
import { downloadResponse } from '@/lib/http/download'
import { requirePerson } from '@/lib/http/person'

export async function GET(): Promise<Response> {
  const { access } = await requirePerson()
  try {
    const file = { fileName: 'account.json', contentType: 'application/json; charset=utf-8' }
    return downloadResponse(file, await exportAccount(access))
  } catch (error) {
    if (error instanceof DomainError) return Response.json({ message: error.message }, { status: 429 })
    throw error
  }
}
