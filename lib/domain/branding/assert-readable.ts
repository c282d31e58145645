import { DomainError } from '@/lib/errors'
import { judgeColours } from './colour'

/** @throws DomainError invalid at `primary_color`, with the nearest colour that can be read */
export function assertReadable(primary: string | null, background: string | null): void {
  if (primary === null) return
  const judgement = judgeColours({ primary, background: background ?? '#ffffff' })
  if (!judgement.ok) throw new DomainError('invalid', judgement.problem, { field: 'primary_color' })
}
