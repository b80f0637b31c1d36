using Dedup.UnicodeTables;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: Dedup.UnicodeTables UCD-FOLDER OUTPUT-FILE");
    Console.Error.WriteLine("  UCD-FOLDER   the Unicode Character Database (UnicodeData.txt, ..., extracted/, Unihan_*.txt.bz2); bzip2 must be on the path");
    Console.Error.WriteLine("  OUTPUT-FILE  src/Dedup.Core/Text/CharacterTable.Data.cs");
    return 2;
}

try
{
    UnicodeDatabase database = UnicodeDatabase.Load(args[0]);
    CharacterMap map = CharacterMap.Build(database, HanVariants.Load(args[0], database.Version));
    TwoStageTable table = TwoStageTable.Build(map.Entries);
    File.WriteAllText(args[1], TableWriter.Write(map, table, database.Version));
    int bytes = (8 * table.Forms.Count) + (2 * (table.BlockNumbers.Length + table.Blocks.Length)) + (4 * (map.Moves.Count + map.Expansions.Count));
    Console.Error.WriteLine(
        $"Unicode {database.Version}: {table.Forms.Count} forms, {table.BlockCount} blocks of {TwoStageTable.BlockSize}, "
        + $"{map.Moves.Count} moves, {map.Expansions.Count} numbers of expansions, {bytes} bytes.");
    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
