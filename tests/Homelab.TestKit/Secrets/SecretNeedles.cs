using System.Text;

namespace Homelab.TestKit.Secrets;

/// <summary>Secrets by what they are, and where one of them stands in what was said or kept: as it is, escaped for an address or for JSON, in base64 or in hex.</summary>
public sealed class SecretNeedles
{
    private readonly List<(string What, byte[] Bytes)> _needles = [];

    public void Add(string what, string secret)
    {
        if (secret.Length < 12)
        {
            throw new ArgumentException($"{what} is so short that it would be found by chance", nameof(secret));
        }

        Add(what, Encoding.UTF8.GetBytes(secret));
        Plain($"{what}, escaped for an address", Uri.EscapeDataString(secret));
        Plain($"{what}, escaped for JSON", System.Text.Json.JsonEncodedText.Encode(secret).ToString());
    }

    public void Add(string what, byte[] secret)
    {
        _needles.Add((what, secret));
        Plain($"{what}, in hex", Convert.ToHexStringLower(secret));
        Plain($"{what}, in hex", Convert.ToHexString(secret));
        for (var before = 0; before < 3; before++)
        {
            // Where it begins within a group of three decides how it looks, and the groups that it shares with others are left out.
            var text = Convert.ToBase64String([.. new byte[before], .. secret]);
            var own = text[(before == 0 ? 0 : 4)..(text.Length - 4)];
            Plain($"{what}, in base64", own);
            Plain($"{what}, in base64 for addresses", own.Replace('+', '-').Replace('/', '_'));
        }
    }

    /// <returns>What was found, with the place.</returns>
    public IEnumerable<string> In(string place, byte[] said)
    {
        // A key in PEM goes over several lines.
        byte[] joined = [.. said.Where(each => each is not (byte)'\n' and not (byte)'\r')];
        return _needles.Where(needle => said.AsSpan().IndexOf(needle.Bytes) >= 0 || joined.AsSpan().IndexOf(needle.Bytes) >= 0).Select(needle => $"{place}: {needle.What}").Distinct().ToList();
    }

    public IEnumerable<string> In(string place, string said) => In(place, Encoding.UTF8.GetBytes(said));

    private void Plain(string what, string form) => _needles.Add((what, Encoding.UTF8.GetBytes(form)));
}
