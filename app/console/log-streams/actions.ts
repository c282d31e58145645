'use server'

import { revalidatePath } from 'next/cache'
import { createLogStream } from '@/lib/domain/log-streams/create-log-stream'
import { deleteLogStream } from '@/lib/domain/log-streams/delete-log-stream'
import { testLogStream } from '@/lib/domain/log-streams/test-log-stream'
import { updateLogStream } from '@/lib/domain/log-streams/update-log-stream'
import { DomainError } from '@/lib/errors'
import { tenantAction } from '@/lib/http/action'
import { logStreamChangeInput, logStreamInput, oneLogStream, sinkIn } from '@/lib/http/log-stream-inputs'

export const create = tenantAction({
  needs: ['create:log_streams'],
  input: logStreamInput,
  recent: 'create-log-stream',
  run: async (access, input) => {
    const { name, categories } = input
    const { id } = await createLogStream(access, { name, categories, sink: sinkIn(input) })
    return { redirect: `/console/log-streams/${id}` }
  },
})

export const save = tenantAction({
  needs: ['update:log_streams'],
  input: logStreamChangeInput,
  recent: 'save-log-stream',
  run: async (access, input) => {
    const { stream_id: id, name, categories } = input
    const saving = updateLogStream(access, { id, name, categories, sink: sinkIn(input) ?? undefined })
    await saving.catch((error: unknown) => {
      // The form shows the headers that there are now, beside what was typed.
      if (error instanceof DomainError && error.code === 'conflict')
        revalidatePath(`/console/log-streams/${id}`)
      throw error
    })
    return { message: 'Log stream saved.' }
  },
})

export const pause = tenantAction({
  needs: ['update:log_streams'],
  input: oneLogStream,
  run: async (access, { stream_id: id }) => {
    await updateLogStream(access, { id, state: 'paused' })
    return { message: 'Log stream paused.' }
  },
})

export const resume = tenantAction({
  needs: ['update:log_streams'],
  input: oneLogStream,
  run: async (access, { stream_id: id }) => {
    await updateLogStream(access, { id, state: 'active' })
    return { message: 'Log stream resumed.' }
  },
})

export const sendTest = tenantAction({
  needs: ['update:log_streams'],
  input: oneLogStream,
  run: async (access, { stream_id: id }) => {
    await testLogStream(access, id)
    return { message: 'A test event is on its way.' }
  },
})

export const remove = tenantAction({
  needs: ['delete:log_streams'],
  input: oneLogStream,
  recent: 'delete-log-stream',
  run: async (access, { stream_id: id }) => {
    await deleteLogStream(access, id)
    return { redirect: '/console/log-streams' }
  },
})
