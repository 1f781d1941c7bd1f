using System.Collections.Immutable;
using Homelab.Domain.Lab;
using static Homelab.Domain.Lab.FindingSeverity;

namespace Homelab.Files.Diagnostics;

/// <summary>Mistakes in a file as text and as YAML.</summary>
internal static class SyntaxCodes
{
    public static readonly FindingCode Unreadable = new("HL0001", Error, "the file cannot be read",
        "The file is missing, is not a regular file, or its permissions keep the program out.");

    public static readonly FindingCode TooLarge = new("HL0002", Error, "the file is too large",
        "A file of Homelab holds at most 1 MiB. The limit keeps a wrong file (a log, a disk image) from being parsed at all.");

    public static readonly FindingCode NotText = new("HL0003", Error, "the file is not text",
        "Files are UTF-8 and hold no control characters besides tab and line ends. Such characters usually come from a damaged disk or a copied terminal.");

    public static readonly FindingCode NotYaml = new("HL0101", Error, "the text is not YAML",
        "The YAML reader could not go on from this place, so mistakes further down are not listed until this one is corrected.");

    public static readonly FindingCode TooDeep = new("HL0102", Error, "nested too deeply",
        "Lists and mappings may stand 32 deep in one another; the dialect needs five.");

    public static readonly FindingCode TooManyValues = new("HL0103", Error, "too many values",
        "A file holds at most 50,000 keys, values and lists.");

    public static readonly FindingCode AliasOrAnchor = new("HL0104", Error, "anchors and aliases are not used",
        "An alias (*name) makes a line mean something that stands elsewhere, and can blow a small file up. The dialect has none: write the value out.");

    public static readonly FindingCode Tag = new("HL0105", Error, "tags are not used",
        "A tag (!name) asks for a type. The type of a field is known here by its key.");

    public static readonly FindingCode DuplicateKey = new("HL0106", Error, "the key stands twice",
        "YAML readers differ in which of the two they take, so neither is taken.");

    public static readonly FindingCode SeveralDocuments = new("HL0107", Error, "more than one document",
        "A file is one YAML document; a second one after --- would be ignored.");

    public static readonly FindingCode Empty = new("HL0108", Error, "the file is empty",
        "The file holds no value, only comments or nothing.");

    public static readonly FindingCode KeyIsNotText = new("HL0109", Error, "the key is not a word",
        "A key is a plain word; YAML would also allow a list or a mapping there.");

    public static readonly FindingCode TooManyMistakes = new("HL0110", Error, "too many mistakes",
        "At most 200 mistakes of a file are listed.");

    public static ImmutableArray<FindingCode> All { get; } =
    [
        Unreadable, TooLarge, NotText, NotYaml, TooDeep, TooManyValues, AliasOrAnchor, Tag, DuplicateKey, SeveralDocuments, Empty, KeyIsNotText, TooManyMistakes,
    ];
}
