import { FileInput } from "./file-input.tsx";
import { Act, Button, Check, Empty, Note, Pager, Part, Select, State, Table, Tabs } from "./parts.tsx";
import { Turning } from "./turning.tsx";

/** Every part with a sample, for `npm run preview`. */
export function PartsPreview() {
  return (
    <section class="parts" id="parts">
      <Pager
        title="23–27 ноября"
        before={{ href: "#parts", text: "Предыдущая неделя" }}
        after={{ href: "#parts", text: "Следующая неделя" }}
      />
      <Tabs
        label="Четверти"
        tabs={[
          { href: "#parts", text: "I четверть", isHere: false },
          { href: "#parts", text: "II четверть", isHere: true },
        ]}
      />
      <Note icon="alert" tone="warn">
        География: выходила 5, теперь 4.
      </Note>
      <p>
        <State icon="check" tone="ok">
          принято в 18:00:03
        </State>
      </p>
      <Part id="parts-table" title="Таблица">
        <Table
          caption="Отметки за II четверть"
          columns={[{ head: "Предмет" }, { head: "Средний", isNumber: true }]}
          rows={[
            ["Алгебра", "4,33"],
            ["Физика", "3,00"],
          ]}
        />
      </Part>
      <Part id="parts-form" title="Форма">
        <form class="form">
          <Select
            name="parts-marks"
            label="Отметки"
            hint="Об итоговых скажем в любом случае."
            value="now"
            options={[
              { value: "now", text: "сразу" },
              { value: "evening", text: "вечером" },
            ]}
          />
          <Check name="parts-low" label="Только 2 и 3" isOn />
          <Button kind="main">Сохранить настройки</Button>
        </form>
        <form class="form">
          <FileInput id="parts-file" label="Таблица" accept=".xlsx,.csv" hint="Первый лист книги." />
          <Button isFile>Прочитать таблицу</Button>
        </form>
        <Act action="#parts" kind="stop" isSmall>
          Забрать записку
        </Act>
      </Part>
      <Turning language="ru" before="#parts" after="#parts" />
      <Empty say="Отметок пока нет. Первая появится здесь и придёт вам в Telegram." />
    </section>
  );
}
