import { type FocusEvent, type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps the focus on the page: gives it to `fallback` when what held it is gone, as it is with a row that was deleted or a button that its
 * own press took away. The result goes on the element that stays.
 */
export function useFocusWhenGone(fallback: RefObject<HTMLElement>) {
  const held = useRef<Element>();

  useEffect(() => {
    if (!held.current || held.current.isConnected) return;
    const { activeElement } = document;
    // The dialog over it gives the focus back when it closes, or cannot.
    if (activeElement?.closest('[role="dialog"]')) return;
    held.current = undefined;
    if (activeElement === document.body) fallback.current?.focus();
  });

  return {
    onFocus({ target, currentTarget }: FocusEvent) {
      // Menus and dialogs are elsewhere in the document.
      if (currentTarget.contains(target)) held.current = target;
    },
  };
}
