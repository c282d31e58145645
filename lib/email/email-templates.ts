import { emailContent } from '@/lib/db/outgoing-mail'

export const emailTemplates: readonly string[] = emailContent.options
  .map(({ shape }) => shape.template.value)
  .toSorted()
