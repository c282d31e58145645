'use server'

import { z } from 'zod'
import { removePicture, replacePicture } from '@/lib/domain/users/picture'
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
