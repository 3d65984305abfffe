/** Which lines of a plan were given, by the topics of the lessons held. Pure. */

export interface PlannedTopic {
  position: number;
  topic: string;
  hours: number;
}

export interface GivenLesson {
  id: string;
  topic: string | null;
}

export interface Walked {
  /** So many lessons of each line were given, by its position. */
  given: Map<number, number>;
  /** Lessons in the place of another topic. */
  differing: { lessonId: string; given: string; planned: string }[];
  /** The first line that is not given whole. */
  next: { position: number; hour: number } | null;
}

/**
 * Lessons in their order against lines in theirs. A topic of the plan counts for its own line, wherever it comes; one that
 * was given before counts for nothing (that topic took longer); other words stand in the place of the first open line.
 */
export function walkPlan(lines: PlannedTopic[], lessons: GivenLesson[]): Walked {
  const given = new Map<number, number>(lines.map(({ position }) => [position, 0]));
  const isOpen = ({ position, hours }: PlannedTopic) => given.get(position)! < hours;
  const byTopic = new Map<string, PlannedTopic[]>();
  for (const line of lines)
    byTopic.set(plainly(line.topic), [...(byTopic.get(plainly(line.topic)) ?? []), line]);
  const differing: Walked["differing"] = [];
  for (const { id, topic } of lessons) {
    if (topic === null) continue;
    const own = byTopic.get(plainly(topic));
    const line = own ? own.find(isOpen) : lines.find(isOpen);
    if (!line) continue;
    given.set(line.position, given.get(line.position)! + 1);
    if (!own) differing.push({ lessonId: id, given: topic, planned: line.topic });
  }
  const next = lines.find(isOpen);
  return {
    given,
    differing,
    next: next ? { position: next.position, hour: given.get(next.position)! + 1 } : null,
  };
}

function plainly(topic: string): string {
  return topic
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
