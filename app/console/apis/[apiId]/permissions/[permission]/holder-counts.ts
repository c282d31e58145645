import { countText } from '@/lib/domain/bounded-count'
import type { PermissionHolders } from '@/lib/domain/apis/queries'

const list = new Intl.ListFormat('en', { type: 'conjunction' })

/** “2 roles and 1 application”; null if no one has it. */
export function holderCounts({ roles, users, grants }: PermissionHolders): string | null {
  const counts = [
    counted(roles, 'role'),
    counted(users, 'user directly', 'users directly'),
    counted(grants, 'application'),
  ].filter((count) => count !== null)
  return counts.length === 0 ? null : list.format(counts)
}

function counted(count: number, one: string, many = `${one}s`): string | null {
  if (count === 0) return null
  return `${countText(count)} ${count === 1 ? one : many}`
}
