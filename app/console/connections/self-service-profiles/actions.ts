'use server'

import { z } from 'zod'
import { createSelfServiceProfile } from '@/lib/domain/self-service-profiles/create-self-service-profile'
import { deleteSelfServiceProfile } from '@/lib/domain/self-service-profiles/delete-self-service-profile'
import { updateSelfServiceProfile } from '@/lib/domain/self-service-profiles/update-self-service-profile'
import { tenantAction } from '@/lib/http/action'
import { profileId, profileInput, settingsIn } from './profile-inputs'

const list = '/console/connections/self-service-profiles'

export const create = tenantAction({
  needs: ['create:self_service_profiles'],
  input: profileInput,
  recent: 'create-self-service-profile',
  run: async (access, input) => {
    const { id } = await createSelfServiceProfile(access, { name: input.name, settings: settingsIn(input) })
    return { redirect: `${list}/${id}` }
  },
})

export const save = tenantAction({
  needs: ['update:self_service_profiles'],
  input: profileInput.extend({ profile_id: profileId, introduction: z.string().max(10_000).default('') }),
  recent: 'save-self-service-profile',
  run: async (access, input) => {
    const { profile_id: id, name } = input
    const introduction = input.introduction.trim() === '' ? null : input.introduction.replaceAll('\r\n', '\n')
    await updateSelfServiceProfile(access, { id, name, introduction, settings: settingsIn(input) })
    return { message: 'Self-service profile saved.' }
  },
})

export const remove = tenantAction({
  needs: ['delete:self_service_profiles'],
  input: z.object({ profile_id: profileId }),
  recent: 'delete-self-service-profile',
  run: async (access, { profile_id: id }) => {
    await deleteSelfServiceProfile(access, id)
    return { redirect: list }
  },
})
