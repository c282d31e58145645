import { Avatar } from '@/components/ui/avatar'
import type { PreviewBranding } from './preview-branding'

export function PreviewLogo({ look, displayName }: { look: PreviewBranding; displayName: string }) {
  if (look.logoUrl)
    return <img src={look.logoUrl} alt="" className="max-h-10 max-w-48 self-start object-contain" />
  return (
    <span className="flex min-w-0 items-center gap-2.5 font-semibold">
      <Avatar name={displayName} shape="square" />
      <span className="min-w-0 wrap-anywhere">{displayName}</span>
    </span>
  )
}
