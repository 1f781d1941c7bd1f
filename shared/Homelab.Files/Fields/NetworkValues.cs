using System.Globalization;
using System.Net;
using Homelab.Domain.Lab;

namespace Homelab.Files.Fields;

/// <summary>Addresses.</summary>
internal static class NetworkValues
{
    public static ScalarType<string> Mac { get; } = new(
        "MAC address", "a MAC address", "Six pairs of hexadecimal digits: `\"dc:a6:32:00:00:02\"`.", "Write the address of the network card, such as \"dc:a6:32:00:00:02\".",
        ParseMac, () => Values.Pattern("^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$"));

    public static ScalarType<NutSource> NutSource { get; } = new(
        "UPS address", "a UPS address", "`ups@host` or `ups@host:port` as NUT writes it; the port is 3493 where none stands.", "Write ups@host or ups@host:port, such as ups@nas.lan.",
        ParseNut, () => Values.Pattern(@"^[^@\s]+@[^@\s]+$"));

    public static ScalarType<ApcupsdSource> ApcupsdSource { get; } = new(
        "apcupsd address", "the address of an apcupsd", "`host` or `host:port`; the port is 3551 where none stands.", "Write host or host:port, such as nas.lan:3551.",
        ParseApcupsd, () => Values.Pattern(@"^[^@\s]+$"));

    public static ScalarType<TcpProbe> TcpProbe { get; } = new(
        "probe", "a probe", "`\"tcp:PORT\"`, a port of the node that answers while it runs: `\"tcp:445\"`.", "Write tcp: and a port, such as \"tcp:22\".",
        text => text.StartsWith("tcp:", StringComparison.Ordinal) && TryPort(text[4..], out var port) ? Parsed.Good(new TcpProbe(port)) : Parsed.Bad<TcpProbe>(),
        () => Values.Pattern("^tcp:[0-9]{1,5}$"));

    public static ScalarType<Uri> HttpAddress { get; } = new(
        "web address", "a web address", "`http://host:port` or `https://host:port`, without a path.", "Write it like http://127.0.0.1:8441.",
        ParseHttp, () => Values.Pattern("^https?://[^/]+/?$"));

    public static ScalarType<IPEndPoint> EndPoint { get; } = new(
        "address and port", "an address and a port", "An IP address and a port: `127.0.0.1:8440`, `\"[::1]:8440\"`; `0.0.0.0` is every address of the machine.",
        "Write an IP address and a port, such as 127.0.0.1:8440.",
        ParseEndPoint, () => Values.Pattern("^.+:[0-9]{1,5}$"));

    private static Parsed<string> ParseMac(string text)
    {
        var pairs = text.Split(text.Contains('-') ? '-' : ':');
        if (pairs.Length != 6 || !pairs.All(pair => pair.Length == 2 && pair.All(char.IsAsciiHexDigit)))
        {
            return Parsed.Bad<string>();
        }

        // The lowest bit of the first byte marks a group (IEEE 802), which is never one card's address.
        var isGroup = (byte.Parse(pairs[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) & 1) != 0;
        return isGroup || pairs.All(pair => pair == "00")
            ? Parsed.Bad<string>($"{Shown.Quote(text)} is not the address of a network card")
            : Parsed.Good(string.Join(':', pairs).ToLowerInvariant());
    }

    private static Parsed<NutSource> ParseNut(string text)
    {
        var at = text.IndexOf('@');
        if (at < 0)
        {
            return Parsed.Bad<NutSource>($"{Shown.Quote(text)} names no host");
        }

        var ups = text[..at];
        var (host, portText) = SplitPort(text[(at + 1)..]);
        var port = Domain.Lab.NutSource.DefaultPort;
        if (portText is not null && !TryPort(portText, out port))
        {
            return Parsed.Bad<NutSource>($"{Shown.Quote(portText)} is not a port", "Write a port from 1 to 65535, or none for 3493.");
        }

        return IsWord(ups) && IsWord(host) && !host.Contains('@') ? Parsed.Good(new NutSource(ups, host, port)) : Parsed.Bad<NutSource>();
    }

    private static Parsed<ApcupsdSource> ParseApcupsd(string text)
    {
        var (host, portText) = SplitPort(text);
        var port = Domain.Lab.ApcupsdSource.DefaultPort;
        return portText is not null && !TryPort(portText, out port)
            ? Parsed.Bad<ApcupsdSource>($"{Shown.Quote(portText)} is not a port", "Write a port from 1 to 65535, or none for 3551.")
            : IsWord(host) && !host.Contains('@') && !host.Contains('/') ? Parsed.Good(new ApcupsdSource(host, port)) : Parsed.Bad<ApcupsdSource>();
    }

    private static Parsed<Uri> ParseHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.Host.Length > 0 && uri.PathAndQuery == "/" && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0
            ? Parsed.Good(uri)
            : Parsed.Bad<Uri>();

    private static Parsed<IPEndPoint> ParseEndPoint(string text)
    {
        var (host, portText) = SplitPort(text);
        return portText is not null && TryPort(portText, out var port) && IPAddress.TryParse(host == "localhost" ? "127.0.0.1" : host, out var address)
            ? Parsed.Good(new IPEndPoint(address, port))
            : Parsed.Bad<IPEndPoint>();
    }

    /// <summary>An IPv6 address stands in brackets, since it holds colons itself (RFC 3986, 3.2.2).</summary>
    private static (string Host, string? Port) SplitPort(string text)
    {
        if (text.StartsWith('[') && text.IndexOf(']') is > 0 and var end)
        {
            var rest = text[(end + 1)..];
            return (text[1..end], rest.Length == 0 ? null : rest.StartsWith(':') ? rest[1..] : rest);
        }

        var colon = text.LastIndexOf(':');
        return colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    private static bool IsWord(string text) => text.Length is > 0 and <= 255 && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character is '"' or '\\' or '#');
}
