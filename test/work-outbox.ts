import { startOutbox } from '@/lib/email/outbox'

/** A worker in a process of its own, to be killed. */
await startOutbox()
