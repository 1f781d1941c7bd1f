using Microsoft.Win32.SafeHandles;

namespace Homelab.Cli;

/// <summary>
/// Standard output where it is a pipe. .NET's console writes on into a pipe that nobody reads any more without a word (EPIPE, write(2)), and so
/// <c>homelab watch | head</c> would never end.
/// </summary>
internal static class PipeOut
{
    private const int StandardOutput = 1;

    /// <summary>EPIPE of errno(3), as .NET gives it in an exception's HResult.</summary>
    private const int Epipe = 32;

    /// <summary>Null where it is a terminal or a file: a file's position is shared with whoever else writes to it, which the console keeps to.</summary>
    public static TextWriter? Open()
    {
        if (!Console.IsOutputRedirected)
        {
            return null;
        }

        var pipe = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        if (pipe.CanSeek)
        {
            pipe.Dispose();
            return null;
        }

        return new StreamWriter(pipe, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    /// <summary>Nobody reads any more: no fault, the reader had enough.</summary>
    public static bool IsClosed(IOException failure) => failure.HResult == Epipe;
}
