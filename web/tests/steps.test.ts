import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { drawWhole, useSteps } from "../src/ui/steps";

function drawn(parts: number): { readonly now: () => number; readonly course: readonly number[]; readonly become: (parts: number) => void } {
  const course: number[] = [];
  const { result, rerender } = renderHook(
    (many: number) => {
      const some = Math.min(useSteps(many), many);
      course.push(some);
      return some;
    },
    { initialProps: parts },
  );
  return { now: () => result.current, course, become: (many) => rerender(many) };
}

test("on arriving a page is drawn part by part, and whole afterwards", () => {
  const arrived = drawn(3);
  expect([...new Set(arrived.course)]).toEqual([1, 2, 3]);
  arrived.become(4);
  expect(arrived.now()).toBe(4);
  expect(arrived.course.at(-1)).toBe(4); // a part that joins pushes none away
  drawWhole();
  expect(new Set(drawn(3).course)).toEqual(new Set([3]));
});
