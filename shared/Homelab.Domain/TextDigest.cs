using System.Security.Cryptography;
using System.Text;

namespace Homelab.Domain;

/// <summary>The SHA-256 of a text's UTF-8 (FIPS 180-4), in lower-case hex, as sha256sum(1) says it of a file.</summary>
public static class TextDigest
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
