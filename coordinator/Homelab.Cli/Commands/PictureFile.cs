namespace Homelab.Cli.Commands;

/// <summary>Where a command leaves a picture.</summary>
internal static class PictureFile
{
    /// <summary>False where it could not be written; the reason is then said.</summary>
    public static async Task<bool> TryWrite(Terminal terminal, FileInfo picture, string svg, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllTextAsync(picture.FullName, svg, cancellation);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"homelab: {picture} cannot be written. Does its directory exist, and may you write there?");
            return false;
        }
    }
}
