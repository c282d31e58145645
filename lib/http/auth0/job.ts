import { z } from 'zod'
import type { Verification } from '@/lib/domain/users/email-verification'
import { moment } from './example'
import { notFoundOf } from './problem'

export const jobAnswer = z.strictObject({
  id: z.string().meta({ example: 'job_4fXk2Hq9TzB1mWc7Lr0Py3' }),
  type: z.literal('verification_email'),
  status: z.enum(['pending', 'completed', 'failed']),
  created_at: z.iso.datetime().meta({ example: moment }),
})

const undelivered = 'The mail could not be delivered.'

export const jobErrorsAnswer = z.union([
  z.array(z.never()),
  jobAnswer.extend({
    status: z.literal('failed'),
    status_details: z.string().meta({ example: undelivered }),
  }),
])

const statuses = { queued: 'pending', sent: 'completed', failed: 'failed', unknown: 'failed' } as const

export function jobWire({
  proofId: emailTokenId,
  createdAt,
  state,
}: Verification): z.input<typeof jobAnswer> {
  return {
    id: emailTokenId.replace('prf_', 'job_'),
    type: 'verification_email',
    status: statuses[state],
    created_at: createdAt.toISOString(),
  }
}

export function jobErrorsWire(verification: Verification): z.input<typeof jobErrorsAnswer> {
  const job = jobWire(verification)
  return job.status === 'failed' ? { ...job, status: job.status, status_details: undelivered } : []
}

/** A job is the token of its email, under an id of Auth0’s form. */
export function emailTokenIdOf(jobId: string): string {
  return jobId.startsWith('job_') ? jobId.replace('job_', 'prf_') : ''
}

export const noJob = notFoundOf('The job does not exist.', 'inexistent_job')
