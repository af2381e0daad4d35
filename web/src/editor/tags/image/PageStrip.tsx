/** The images of a list, small, to go from one to another. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { printKey } from "../../core/keys";
import type { ImageStage } from "../../surfaces/image/stage";
import { useEditor } from "../../ui/context";
import { useWords } from "../../ui/words";

interface PageStripProps {
  readonly stage: ImageStage;
  readonly pages: readonly string[];
  readonly page: number;
}

export function PageStrip({ stage, pages, page }: PageStripProps) {
  const t = useWords();
  const shown = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (page >= 0) shown.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [page]);
  return (
    <nav className="le-pages-strip" aria-label={t("pages.title")}>
      <Turn id="image.prev-page" icon={IconChevronLeft} />
      <div className="le-pages-thumbs">
        {pages.map((address, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place in the list
            key={index}
            ref={index === page ? shown : null}
            type="button"
            aria-current={index === page ? "page" : undefined}
            aria-label={t("pages.at", { page: index + 1, pages: pages.length })}
            onClick={() => stage.turnTo(index)}
          >
            <img src={address} alt="" loading="lazy" decoding="async" />
            <span>{index + 1}</span>
          </button>
        ))}
      </div>
      <Turn id="image.next-page" icon={IconChevronRight} />
    </nav>
  );
}

function Turn({ id, icon: Icon }: { id: string; icon: typeof IconChevronLeft }) {
  const editor = useEditor();
  const t = useWords();
  const words = t(editor.commands.get(id)?.words ?? "");
  const [key] = editor.commands.keys(id);
  return (
    <Tooltip label={key ? `${words}  ${printKey(key)}` : words} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words}
        disabled={!editor.commands.can(id)}
        onClick={() => editor.commands.run(id)}
      >
        <Icon size={18} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
