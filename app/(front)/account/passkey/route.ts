import { requestNewPasskey } from '@/lib/domain/passkeys/challenge'
import { DomainError } from '@/lib/errors'
import { currentPerson } from '@/lib/http/person'
import { javascriptResponse } from '@/lib/http/javascript-response'
import { confirmPath } from '../confirm-path'

export function POST(): Promise<Response> {
  return javascriptResponse(async () => {
    const person = await currentPerson()
    if (!person) return { signIn: confirmPath('add-passkey') }
    try {
      return { options: await requestNewPasskey(person.access) }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'sign_in_again')
        return { signIn: confirmPath('add-passkey') }
      throw error
    }
  })
}
