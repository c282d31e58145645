'use server'

import { z } from 'zod'
import { removePicture } from '@/lib/domain/users/remove-picture'
import { replacePicture } from '@/lib/domain/users/replace-picture'
import { personAction } from '@/lib/http/action'

const file = z.instanceof(File, { error: 'Choose a picture.' })

export const replace = personAction({
  input: z.object({ picture: file }),
  run: async (access, { picture }) => {
    await replacePicture(access, new Uint8Array(await picture.arrayBuffer()))
    return { message: 'Your picture is saved.' }
  },
})

export const remove = personAction({
  input: z.object({}),
  run: async (access) => {
    await removePicture(access)
    return { message: 'Your picture is removed.' }
  },
})
