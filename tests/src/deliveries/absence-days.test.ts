import { describe, expect, test } from "vitest";
import { alertTiming } from "../../../src/deliveries/absence-days.ts";
import { type Attendance, attendanceOf, type DayLesson } from "../../../src/deliveries/absence-facts.ts";

const at = (time: string) => new Date(`2026-11-26T${time}:00+07:00`);
const timeOf = (moment: Date) =>
  moment.toLocaleTimeString("ru", { timeZone: "Asia/Krasnoyarsk", hour: "2-digit", minute: "2-digit" });

describe("An alert is bound to the bell", () => {
  // The pupil's own lessons: the first from 8:00 to 8:40, the last until 13:10.
  test.each([
    ["noted in the first lesson: at its end", "08:05", "08:05", "08:40", "urgent"],
    ["two minutes before the bell: three minutes to think again", "08:38", "08:38", "08:41", "urgent"],
    ["noted in the third lesson", "09:55", "09:55", "09:58", "urgent"],
    ["three minutes before the last bell: with it", "13:07", "13:07", "13:10", "urgent"],
    ["a minute later: no alert any more", "13:08", "13:08", "13:11", "now"],
    ["noted in the evening", "19:00", "19:00", "19:03", "now"],
    ["noted in time, planned after the last bell", "08:05", "15:00", "08:40", "now"],
  ])("%s", (_, noted, planned, due, urgency) => {
    const timing = alertTiming({
      notedAt: at(noted),
      firstLessonEnds: at("08:40"),
      lastLessonEnds: at("13:10"),
      now: at(planned),
    });
    expect([timeOf(timing.dueAt), timing.urgency]).toEqual([due, urgency]);
  });

  test("the next channel is tried ten minutes later, of an ordinary notice twelve hours later", () => {
    const bells = { firstLessonEnds: at("08:40"), lastLessonEnds: at("13:10") };
    const alert = alertTiming({ ...bells, notedAt: at("08:05"), now: at("08:05") });
    expect(timeOf(alert.patienceUntil)).toBe("08:50");
    const ordinary = alertTiming({ ...bells, notedAt: at("14:00"), now: at("14:00") });
    expect(ordinary.patienceUntil.getTime() - ordinary.dueAt.getTime()).toBe(12 * 3_600_000);
  });
});

describe("What a day comes to, by the last lesson that anybody knows of", () => {
  // н away, л late, + here, · nobody has said anything yet; the first lesson is number 1.
  const lessonsOf = (day: string): DayLesson[] =>
    [...day].map((cell, index) => ({
      number: index + 1,
      subject: "Алгебра",
      time: `${index + 8}:00`,
      startsAt: at(`${String(index + 8).padStart(2, "0")}:00`),
      endsAt: at(`${String(index + 8).padStart(2, "0")}:40`),
      kind: cell === "н" ? "absent" : cell === "л" ? "late" : null,
      reason: null,
      setAt: null,
      isHere: cell === "+" || cell === "л",
    }));
  const numberOf = (attendance: Attendance) =>
    attendance.value === "absent"
      ? attendance.since.number
      : attendance.value === "arrived"
        ? attendance.at.number
        : null;

  test.each([
    ["н··", "absent", 1],
    ["нн·", "absent", 1],
    ["+нн", "absent", 2],
    ["н·н", "absent", 1],
    ["н+·", "arrived", 2],
    ["нн+", "arrived", 3],
    ["н·л", "arrived", 3],
    ["н+н", "absent", 3],
    ["н+н+", "arrived", 4],
    ["+++", null, null],
    ["л··", null, null],
    ["", null, null],
  ])("«%s»", (day, value, number) => {
    const attendance = attendanceOf({ lessons: lessonsOf(day) });
    expect([attendance.value, numberOf(attendance)]).toEqual([value, number]);
  });
});
