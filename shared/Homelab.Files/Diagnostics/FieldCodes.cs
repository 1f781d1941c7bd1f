using System.Collections.Immutable;
using Homelab.Domain.Lab;
using static Homelab.Domain.Lab.FindingSeverity;

namespace Homelab.Files.Diagnostics;

/// <summary>Mistakes in single keys and values.</summary>
internal static class FieldCodes
{
    public static readonly FindingCode UnknownKey = new("HL0201", Error, "the key is not known here",
        "An unknown key is refused rather than ignored: a mistyped `stop` would otherwise leave a node with the default, unseen until the outage.");

    public static readonly FindingCode MissingKey = new("HL0202", Error, "a required key is missing",
        "The object means nothing without this key.");

    public static readonly FindingCode WrongKind = new("HL0203", Error, "a list, mapping or single value stands where another is expected",
        "`[a, b]` is a list, `{key: value}` a mapping, anything else a single value.");

    public static readonly FindingCode NoValue = new("HL0204", Error, "the key has no value",
        "A key with nothing behind it is neither the default nor a value.");

    public static readonly FindingCode BadValue = new("HL0205", Error, "the value does not have the form that the key asks for",
        "The forms of all values stand in the documentation of the file.");

    public static readonly FindingCode UnknownReference = new("HL0206", Error, "the name is declared nowhere",
        "Feeds, switches, nodes and services are named by the keys of their sections; other fields refer to these names.");

    public static readonly FindingCode BadName = new("HL0207", Error, "the name has characters that names do not have",
        "Names hold lower-case letters, digits and dashes, at most 63, and begin and end with a letter or digit, so that they serve as host names and labels.");

    public static readonly FindingCode LiteralSecret = new("HL0208", Error, "a password stands in the file",
        "The lab file belongs in Git and is shown on the page, so it holds only references such as `secret:rack-ups`.");

    public static readonly FindingCode RepeatedItem = new("HL0209", Error, "the list names something twice",
        "A second mention has no meaning, and often stands where another name was meant.");

    public static readonly FindingCode UnsupportedSchema = new("HL0210", Error, "the schema is not one that this version reads",
        "`schema` is the version of the dialect. A file of a newer one is refused whole, since its keys may mean something else.");

    public static ImmutableArray<FindingCode> All { get; } =
    [
        UnknownKey, MissingKey, WrongKind, NoValue, BadValue, UnknownReference, BadName, LiteralSecret, RepeatedItem, UnsupportedSchema,
    ];
}
