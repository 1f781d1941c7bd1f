using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Homelab.Coordinator.Page;

/// <summary>The built page, as it lies in this binary; empty where it was not built.</summary>
internal static class PageFiles
{
    /// <summary>Begins the names of the page's resources; set in the project file.</summary>
    private const string Prefix = "page/";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".woff2"] = "font/woff2",
        [".txt"] = "text/plain; charset=utf-8",
        [".json"] = "application/json",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>By path below the root, such as <c>assets/index-1a2b.js</c>.</summary>
    public static FrozenDictionary<string, PageFile> All { get; } = Load();

    private static FrozenDictionary<string, PageFile> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static PageFile Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var type = ContentTypes.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");
        return new PageFile(content, type, $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"");
    }
}

/// <param name="Tag">An entity tag (RFC 9110): the hash of the content.</param>
internal sealed record PageFile(byte[] Content, string ContentType, string Tag);
