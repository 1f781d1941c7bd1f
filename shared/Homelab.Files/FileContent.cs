using System.Security.Cryptography;
using System.Text;
using Homelab.Files.Diagnostics;

namespace Homelab.Files;

/// <summary>A lab file read once, so that what is compared is what is then parsed.</summary>
internal sealed class FileContent
{
    private readonly string _path;
    private readonly string? _text;
    private readonly DiagnosticBag _bag;

    private FileContent(string path)
    {
        _path = path;
        _bag = new DiagnosticBag(path);
        _text = FileText.Read(path, _bag);
    }

    public static FileContent Read(string path) => new(path);

    /// <summary>The same for the same content, or for the same reason why there is none.</summary>
    public string Fingerprint => _text is null
        ? string.Join('\n', _bag.ToSorted())
        : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(_text)));

    public LabFileResult Result() => _text is null ? new LabFileResult(null, _bag.ToSorted()) : LabFile.Parse(_text, _path);
}
