using System.Text;
using Homelab.Files.Diagnostics;
using Homelab.Files.Syntax;

namespace Homelab.Files;

/// <summary>Reads a small text file whole, within a bound; says why not instead of throwing.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string? Read(string path, DiagnosticBag bag)
    {
        if (ReadBytes(path, bag) is not { } bytes)
        {
            return null;
        }

        try
        {
            return s_strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            var before = bytes.AsSpan(0, Math.Clamp(exception.Index, 0, bytes.Length));
            var line = before.Count((byte)'\n') + 1;
            bag.Add(SyntaxCodes.NotText, new Position(line, before.Length - before.LastIndexOf((byte)'\n')), "", "a byte here is not UTF-8", "Save the file as UTF-8.");
            return null;
        }
    }

    private static byte[]? ReadBytes(string path, DiagnosticBag bag)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return Refuse(bag, "it is a directory", "Name a file.");
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            // One byte more than allowed tells "too large" without trusting the length that a file claims.
            var bytes = new byte[YamlText.MostBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length == bytes.Length)
            {
                YamlText.RejectSize(bag);
                return null;
            }

            return bytes[..length];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse(bag, "there is no such file", "Create it, or name another.");
        }
        catch (UnauthorizedAccessException)
        {
            return Refuse(bag, "its permissions keep this program out", "Give the program's user the right to read it.");
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            return Refuse(bag, "it cannot be read", "Is the path right, and the disk in order?");
        }
    }

    private static byte[]? Refuse(DiagnosticBag bag, string problem, string remedy)
    {
        bag.Add(SyntaxCodes.Unreadable, Position.Start, "", problem, remedy);
        return null;
    }
}
