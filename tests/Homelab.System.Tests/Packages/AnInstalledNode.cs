using Homelab.TestKit.Emulated;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Packages;

/// <summary>The way of docs/install.md on an <see cref="InstalledMachine"/>, with the packages for arm64: coordinator and agent of the lab of <see cref="LabOnOneMachine"/>.</summary>
internal static class AnInstalledNode
{
    /// <summary>For its shell: knows the packages to dpkg, whose dependencies it does not, for the system was only unpacked.</summary>
    public const string Install = $"dpkg --force-depends --install {InstalledMachine.Files}/*.deb || exit";

    /// <summary>
    /// For its shell, after <see cref="Install"/>: the coordinator is started, the node enrolled and its agent started. The command waits some seconds for an answer and no longer; an emulated processor may need more.
    /// </summary>
    public const string Enrol = $"""
        install -D -m 644 {InstalledMachine.Files}/lab.yaml /etc/homelab/lab.yaml
        printf 'schema: 1\nagents: 127.0.0.1:8442\n' >/etc/homelab/coordinator.yaml
        systemctl enable --now homelab-coordinator
        i=0; until line=$(homelab enroll {LabOnOneMachine.Node} --address 127.0.0.1 | grep -o 'homelab-agent enroll .*') || [ $i -ge 20 ]; do i=$((i + 1)); sleep 2; done
        $line || exit
        systemctl enable --now homelab-agent.service homelab-lease.path
        """;

    /// <summary>The folder that goes onto its disk: the packages, and the lab file.</summary>
    /// <param name="declared">What stands under the node in the lab file, as in <see cref="LabOnOneMachine.LabFile"/>.</param>
    public static async Task<string> FilesAsync(TempFolder folder, string declared)
    {
        var files = folder.Folder("files");
        await PackagesUnderTest.MakeAsync(Repository.PathOf("artifacts/linux-arm64"), files, "1", rid: "linux-arm64");
        File.Move(LabOnOneMachine.LabFile(folder, declared), Path.Combine(files, "lab.yaml"));
        return files;
    }
}
