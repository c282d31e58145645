import { extendTailwindMerge } from 'tailwind-merge'

type ClassName = string | false | null | undefined

const merge = extendTailwindMerge({
  extend: {
    theme: { spacing: ['control', 'gutter'], container: ['content', 'form', 'card'], shadow: ['float'] },
  },
})

/** Of two class names that conflict, the later one wins. */
export function classNames(...names: ClassName[]): string {
  return merge(names)
}
