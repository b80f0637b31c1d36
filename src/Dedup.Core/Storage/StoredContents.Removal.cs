namespace Dedup.Storage;

/// <content>How articles are taken out: at once for whoever asks, and from the files when segments are merged.</content>
internal sealed partial class StoredContents
{
    protected override bool RemoveArticle(string id)
    {
        CheckWritable();
        int number = NumberOf(id);
        if (number == None)
        {
            return false;
        }

        Do("removing an article", () => RemoveNumber(number));
        return true;
    }

    protected override int RemoveArticlesBefore(DateTimeOffset moment) => RemoveAll((_, date) => date != SegmentSlot.NoDate && date < moment.UtcTicks, int.MaxValue);

    protected override int RemoveOldest(int count) => RemoveAll(static (_, _) => true, count);

    private int RemoveAll(Func<int, long, bool> isWanted, int most)
    {
        CheckWritable();
        int count = 0;
        Do("removing articles", () =>
        {
            foreach (Segment segment in segments)
            {
                foreach ((int slot, SegmentSlot start, _) in segment.ReadSlots())
                {
                    RemoveIf(start.IsPresent, segment.First + slot, start.Date);
                }
            }

            for (int number = tail.First; number < tail.Next; number++)
            {
                RemoveIf(isPresent: true, number, tail[number].Article.Date?.UtcTicks ?? SegmentSlot.NoDate);
            }
        });
        return count;

        void RemoveIf(bool isPresent, int number, long date)
        {
            if (isPresent && count < most && !removed.IsRemoved(number) && isWanted(number, date))
            {
                RemoveNumber(number);
                count++;
            }
        }
    }

    private void RemoveNumber(int number)
    {
        StoredHead head = HeadOf(number);
        removed.Remove(number);
        articles--;
        isRemovedChanged = true;
        if (head.Family != number)
        {
            removed.Forsake(number);
        }

        if (head.Family != StoredHead.None && removed.IsRemoved(head.Family) && !CopiesOf(head.Family, head.Content).Any())
        {
            removed.Forsake(head.Family);
        }
    }
}
