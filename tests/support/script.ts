/** A rule that was scripted: how often it has answered, and how to take it back. */
export interface Scripted {
  readonly used: number;
  remove(): void;
}

export interface Script<Rule> {
  add(rule: Rule): Scripted;
  /** The first rule, in the order they were scripted, that matches and is not used up; it counts as used. */
  take(matches: (rule: Rule) => boolean): Rule | undefined;
  clear(): void;
}

/** The faults a local server was told to show. A rule without `times` holds until reset. */
export function createScript<Rule extends { times?: number }>(): Script<Rule> {
  const lines: { rule: Rule; used: number }[] = [];
  return {
    add(rule) {
      const line = { rule, used: 0 };
      lines.push(line);
      return {
        get used() {
          return line.used;
        },
        remove() {
          const at = lines.indexOf(line);
          if (at >= 0) lines.splice(at, 1);
        },
      };
    },
    take(matches) {
      const line = lines.find(({ rule, used }) => used < (rule.times ?? Infinity) && matches(rule));
      if (line) line.used += 1;
      return line?.rule;
    },
    clear() {
      lines.length = 0;
    },
  };
}
