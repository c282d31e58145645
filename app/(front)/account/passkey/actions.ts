'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import { addPasskey } from '@/lib/domain/passkeys/add-passkey'
import { newCredential } from '@/lib/domain/passkeys/credential'
import { removePasskey, renamePasskey } from '@/lib/domain/passkeys/passkeys'
import { displayName } from '@/lib/domain/text/display-name'
import { browserName } from '@/lib/domain/users/browser-name'
import { personAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { returnTo } from '../../front-schemas'

const which = z.object({ passkey_id: z.string().max(100) })

/** The passkey is named after the browser until the user renames it. */
export const add = personAction({
  input: z.object({ credential: textField(newCredential), return_to: returnTo }),
  recent: 'add-passkey',
  run: async (access, { credential, return_to: path }) => {
    const name = browserName((await headers()).get('user-agent'))
    await addPasskey(access, { credential, name })
    return path === null ? { message: 'Your passkey is added.' } : { redirect: path }
  },
})

export const rename = personAction({
  input: which.extend({ name: textField(displayName({ label: 'Name', max: 60 })) }),
  run: async (access, { passkey_id: id, name }) => {
    await renamePasskey(access, { id, name })
    return { message: 'The name is saved.' }
  },
})

export const remove = personAction({
  input: which,
  recent: 'remove-passkey',
  run: async (access, { passkey_id: id }) => {
    await removePasskey(access, id)
    return { message: 'The passkey is removed.' }
  },
})
