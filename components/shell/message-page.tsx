import type { ReactNode } from 'react'

interface MessagePageProps {
  title: string
  text: ReactNode
  action?: ReactNode
  /** The id that support needs to find the error in the log. */
  reference?: string | undefined
}

export function MessagePage({ title, text, action, reference }: MessagePageProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-form flex-col items-start justify-center gap-4 px-gutter py-12">
      <h1 className="text-2xl">{title}</h1>
      <div className="text-base text-muted-foreground">{text}</div>
      {reference && (
        <p className="text-sm text-muted-foreground">
          Reference <code className="text-foreground select-all">{reference}</code>
        </p>
      )}
      {action && <div className="mt-2 flex flex-wrap gap-3">{action}</div>}
    </main>
  )
}
