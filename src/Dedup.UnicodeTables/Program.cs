using Dedup.UnicodeTables;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: Dedup.UnicodeTables UCD-FOLDER OUTPUT-FILE");
    Console.Error.WriteLine("  UCD-FOLDER   the Unicode Character Database (Scripts.txt, CaseFolding.txt, ..., extracted/)");
    Console.Error.WriteLine("  OUTPUT-FILE  src/Dedup.Core/Text/CharacterTable.Data.cs");
    return 2;
}

try
{
    UnicodeDatabase database = UnicodeDatabase.Load(args[0]);
    TwoStageTable table = TwoStageTable.Build(database);
    File.WriteAllText(args[1], TableWriter.Write(table, database.Version));
    Console.Error.WriteLine(
        $"Unicode {database.Version}: {table.Kinds.Count} kinds, {table.BlockCount} blocks of {TwoStageTable.BlockSize}, "
        + $"{table.Blocks.Length + table.BlockNumbers.Length} bytes.");
    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
