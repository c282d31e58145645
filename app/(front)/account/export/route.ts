import { exportAccount } from '@/lib/domain/users/export-account'
import { downloadResponse } from '@/lib/http/download'
import { requirePerson } from '@/lib/http/person'

export async function GET(): Promise<Response> {
  const { access } = await requirePerson()
  const file = { fileName: 'account.json', contentType: 'application/json; charset=utf-8' }
  return downloadResponse(file, () => exportAccount(access))
}
