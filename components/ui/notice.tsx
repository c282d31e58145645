import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { joinClasses } from './join-classes'

const looks = {
  info: { icon: Info, color: 'text-muted-foreground' },
  success: { icon: CircleCheck, color: 'text-success' },
  warning: { icon: TriangleAlert, color: 'text-warning' },
  danger: { icon: CircleAlert, color: 'text-danger' },
}

type NoticeTone = keyof typeof looks
export type NoticeProps = Omit<ComponentProps<'div'>, 'title'> & {
  tone?: NoticeTone
  title?: ReactNode
  action?: ReactNode
}

/** Add `role="alert"` or `role="status"` if it appears after the page has loaded. */
export function Notice({ tone = 'info', title, action, className, children, ...props }: NoticeProps) {
  const { icon: Icon, color } = looks[tone]
  return (
    <div
      {...props}
      className={joinClasses('flex gap-2.5 rounded-md border bg-panel px-3.5 py-3 text-base', className)}
    >
      <Icon aria-hidden strokeWidth={1.75} className={joinClasses('mt-0.5 size-4 shrink-0', color)} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {title && <p className="font-medium">{title}</p>}
        {children && (
          <div className={joinClasses('min-w-0', title !== undefined && 'text-muted-foreground')}>
            {children}
          </div>
        )}
        {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  )
}
