using System.Globalization;
using System.Text.RegularExpressions;
using Homelab.Files.Diagnostics;

namespace Homelab.Files.Fields;

/// <summary>Paths, sizes, secrets and systemd units.</summary>
internal static partial class FileValues
{
    public const string SecretPrefix = "secret:";

    public static ScalarType<string> AbsolutePath { get; } = new(
        "path", "an absolute path", "An absolute path: `/var/lib/homelab-agent`.", "Write a path that begins with a slash.",
        text => text.StartsWith('/') && text.Length < 4096 ? Parsed.Good(text) : Parsed.Bad<string>(),
        () => Values.Pattern("^/"));

    public static ScalarType<string> Secret { get; } = new(
        "secret", "a reference to a secret",
        "`\"secret:NAME\"`. The secret itself is the content of the file NAME in systemd's credentials directory, or in the coordinator's secrets directory with mode 0600.",
        "Put the password into a file in the coordinator's secrets directory, and write \"secret:\" and the file's name here.",
        text => !text.StartsWith(SecretPrefix, StringComparison.Ordinal)
            // What was written may be the password, so it is not repeated.
            ? Parsed.Bad<string>("a password stands in the file itself", code: FieldCodes.LiteralSecret)
            : Values.NameProblem(text[SecretPrefix.Length..]) is { } problem ? Parsed.Bad<string>(problem, "Write \"secret:\" and a name, such as \"secret:rack-ups\".") : Parsed.Good(text),
        () => Values.Pattern("^secret:[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"));

    public static ScalarType<string> Unit { get; } = new(
        "systemd unit", "a systemd unit", "With its suffix: `caddy.service`.", "Write the unit with its suffix, such as caddy.service.",
        text => text.Length < 256 && UnitForm().IsMatch(text)
            ? Parsed.Good(text)
            : Parsed.Bad<string>(null, !text.Contains('.') && text.Length < 64 && UnitForm().IsMatch(text + ".service") ? $"Did you mean {text}.service?" : null),
        () => Values.Pattern(UnitPattern));

    public static ScalarType<long> Size { get; } = new(
        "size", "a size", "A number of bytes with a binary unit: `512KiB`, `64MiB`, `1GiB`.", "Write a number with a unit, such as 64MiB.",
        text => SizeForm().Match(text) is { Success: true } match
            ? Parsed.Good(long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) << match.Groups[2].Value switch { "KiB" => 10, "MiB" => 20, "GiB" => 30, _ => 40 })
            : Parsed.Bad<long>(),
        () => Values.Pattern("^[0-9]{1,5}(KiB|MiB|GiB|TiB)$"));

    // systemd.unit(5): the characters of unit names, and the types that a service may be made of.
    private const string UnitPattern = @"^[A-Za-z0-9:_.\\@-]+\.(service|socket|mount|automount|swap|target|timer|path|slice|scope|device)$";

    [GeneratedRegex(UnitPattern, RegexOptions.CultureInvariant)]
    private static partial Regex UnitForm();

    [GeneratedRegex("^([0-9]{1,5})(KiB|MiB|GiB|TiB)$", RegexOptions.CultureInvariant)]
    private static partial Regex SizeForm();
}
